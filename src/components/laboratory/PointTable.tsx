import { memo } from "react";
import { coordinateText, readoutText } from "../numbers.ts";
import { LabTable } from "./LabTable.tsx";
import type { ShownRows } from "./point-rows.ts";

interface Props {
  readonly field: string;
  readonly table: ShownRows;
  /** How many of the columns are coordinates, which are shown as they stand. */
  readonly coordinates: number;
  /** It is what an earlier run told. */
  readonly isStale: boolean;
}

/** The divergence at each point, row by row. It renders again only when rows on show change, not with all that come. */
export const PointTable = memo(({ field, table, coordinates, isStale }: Props) => {
  const { columns, shown, rows } = table;
  const names = shown.map((column) => columns[column] as string);
  return (
    <LabTable
      label={`Divergence of ${field} at the points`}
      columns={["#", ...names].map((name) => ({ name }))}
      isStale={isStale}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number.
        <tr key={index}>
          <th scope="row">{index + 1}</th>
          {row.map((value, k) => (
            <td key={names[k]}>
              <data value={String(value)} title={String(value)}>
                {(shown[k] as number) < coordinates ? coordinateText(value) : readoutText(value)}
              </data>
            </td>
          ))}
        </tr>
      ))}
    </LabTable>
  );
});
