import './skeleton.css';

/** Where posts will be, of about their size, so that nothing jumps when they come. */
export function Skeletons({ label, count = 6 }: { label: string; count?: number }) {
  return (
    <div role="status" aria-label={label} aria-busy="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class="skeleton" aria-hidden="true">
          <span class="bone round" />
          <span class="bone short" />
          <span class="bone" />
          <span class="bone long" />
        </div>
      ))}
    </div>
  );
}
