/** Something that can be asked for by name or by keys. */
export interface Command {
  readonly id: string;
  /** As it stands in the palette: a verb and what it acts on. */
  readonly title: string;
  /** Keys as `parseKeys` reads them; none where it has none. */
  readonly keys?: string;
  /** Others that do it too. */
  readonly otherKeys?: readonly string[];
  /** Keys that do it too, but only where a cell itself has the focus and nothing in it: elsewhere they scroll or press. */
  readonly cellKeys?: string;
  /** What it belongs to; commands of one group stand together in the list of keys. */
  readonly group?: string;
  /** Whether it can be asked for now; yes where it is absent. */
  readonly enabled?: boolean;
  /** Whether it is done again and again while its keys are held. */
  readonly repeats?: boolean;
  run(): void;
}
