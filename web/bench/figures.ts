/** What was measured, beside what must be reached at least and what is aimed at. Less is better, but for scores. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  bound?: number;
  aim?: number;
  /** More is better. */
  score?: boolean;
  /** The single values, where the figure is a median. */
  values?: number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return (sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2) ?? NaN;
}

export function verdict(figure: Figure): string {
  if (figure.bound === undefined || figure.aim === undefined) return '';
  if (reaches(figure, figure.aim)) return 'aim';
  return reaches(figure, figure.bound) ? 'ok' : 'MISSED';
}

export function table(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'value', 'at least', 'aim', ''],
    ...figures.map((one) => [
      one.name,
      shown(one, one.value),
      shown(one, one.bound),
      shown(one, one.aim),
      verdict(one),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

function reaches(figure: Figure, goal: number): boolean {
  return figure.score ? figure.value >= goal : figure.value <= goal;
}

function shown(figure: Figure, value: number | undefined): string {
  if (value === undefined) return '';
  const digits = figure.unit === '' && !Number.isInteger(value) ? 3 : Number.isInteger(value) ? 0 : 1;
  return `${value.toFixed(digits)} ${figure.unit}`.trim();
}
