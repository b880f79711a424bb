import { CsvExport } from "./CsvExport.tsx";
import { PngExport } from "./PngExport.tsx";

/** What the export dialog holds; loaded when it is first opened. */
export function ExportForms() {
  return (
    <>
      <PngExport />
      <CsvExport />
    </>
  );
}
