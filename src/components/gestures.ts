/** CSS pixels a pointer may tremble and still click. */
export const trembling = 4;

/** Where each arrow key points. */
export const arrows: Readonly<Record<string, readonly [right: number, up: number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
