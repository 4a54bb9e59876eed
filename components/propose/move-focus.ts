// The arrow keys walk a matrix of boxes and buttons, row by row and column by column.

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const target = (cell: Element | undefined): HTMLElement | null =>
  cell?.querySelector<HTMLElement>('input, button') ?? null;

/** Moves the focus to the next box or button that lies in the direction of an arrow key, skipping what has none. */
export const moveFocus = (event: React.KeyboardEvent<HTMLTableElement>): void => {
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof Element)) return;
  const cell = event.target.closest('th, td');
  const rows = [...event.currentTarget.rows];
  let y = rows.findIndex((each) => cell !== null && each.contains(cell));
  let x = [...(rows[y]?.cells ?? [])].findIndex((each) => each.isSameNode(cell));
  if (y < 0 || x < 0) return;
  event.preventDefault();
  for (;;) {
    y += step[0];
    x += step[1];
    const next = rows[y]?.cells[x];
    if (next === undefined) return;
    const found = target(next);
    if (found === null) continue;
    found.focus();
    return;
  }
};
