import './spinner.css';

/** Something is under way; the label is for screen readers. */
export function Spinner({ label }: { label: string }) {
  return <span class="spinner" role="status" aria-label={label} aria-busy="true" />;
}
