/** A magpie: black, white, and the blue-green of its wing. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path
        class="logo-body"
        d="M6 17.5 13 13c1.6-3.4 5-5.5 8.8-5.5 5.7 0 10.2 4.6 10.2 10.3v1.7L45 41.5 30.5 33.8c-2 1-4.3 1.6-6.7 1.6-7.7 0-12.3-5.2-12.3-12.6v-4.3z"
      />
      <path
        class="logo-belly"
        d="M14.3 24.5c.4 4.7 3.7 7.9 9.3 7.9 1.7 0 3.2-.3 4.6-.9-4.8-1.5-8.7-4.6-10.7-9.2-1 .9-2.1 1.7-3.2 2.2z"
      />
      <path class="logo-wing" d="M20.5 20.5c4.8-.9 8.8.2 12 2.6L41 37.5l-9.7-5.1c-5.6-1.7-9.7-6-10.8-11.9z" />
      <circle class="logo-eye" cx="20.3" cy="14.2" r="1.5" />
    </svg>
  );
}
