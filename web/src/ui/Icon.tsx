/** Line icons on a grid of 24, drawn for this page. */
const paths = {
  home: 'M4 10.5 12 4l8 6.5V20h-5.5v-5.5h-5V20H4z',
  search: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.3 15.3 20 20',
  bell: 'M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  person: 'M12 11.5a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM4.5 20.5c.6-3.6 3.6-6 7.5-6s6.9 2.4 7.5 6',
  gear: 'M12 15.2a3.2 3.2 0 1 1 0-6.4 3.2 3.2 0 0 1 0 6.4zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M5.6 18.4l1.8-1.8M16.6 7.4l1.8-1.8',
  info: 'M12 20.5a8.5 8.5 0 1 1 0-17 8.5 8.5 0 0 1 0 17zM12 11v5.5M12 7.5v.2',
  write: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z M14 6.5l3.5 3.5',
  reply:
    'M4 12a7.5 7.5 0 0 1 8-7.2 7.5 7.5 0 0 1 8 7.2 7.5 7.5 0 0 1-8 7.2c-1.2 0-2.3-.2-3.3-.6L4.5 20l1.1-3.6A6.9 6.9 0 0 1 4 12z',
  repost: 'M7 20 3.5 16.5 7 13M3.5 16.5H15a3 3 0 0 0 3-3V11M17 4l3.5 3.5L17 11M20.5 7.5H9a3 3 0 0 0-3 3V13',
  heart: 'M12 20S4 15.3 4 9.6A4.5 4.5 0 0 1 12 6.8a4.5 4.5 0 0 1 8 2.8C20 15.3 12 20 12 20z',
  trash: 'M5 7h14M10 7V4.5h4V7M6.5 7l.8 13h9.4l.8-13M10.3 10.5v6M13.7 10.5v6',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  back: 'M19.5 12H5M11 5.5 4.5 12l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  calendar: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }) {
  const mirrored = name === 'back' || name === 'reply';
  return (
    <svg class={mirrored ? 'icon mirrored' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} class={filled ? 'filled' : undefined} />
    </svg>
  );
}
