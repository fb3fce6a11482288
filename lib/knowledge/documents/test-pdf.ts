import { deflateSync } from "node:zlib";

type TestPdf = {
  /** Lines of each page; an empty line leaves a wide gap. */
  pages: string[][];
  title?: string;
  /** Titles of chapters with the page (from 1) that they begin on. */
  outline?: { title: string; page: number }[];
  isCompressed?: boolean;
  /** Further objects, and entries of the trailer, as they stand in the file. */
  objects?: (string | Buffer)[];
  trailer?: string;
};

/** A PDF 1.4 file written by hand, small and complete. */
export function writePdf({
  pages,
  title,
  outline = [],
  isCompressed = false,
  objects = [],
  trailer = "",
}: TestPdf): Buffer {
  const pageId = (index: number) => 5 + index * 2;
  const outlineId = 5 + pages.length * 2;
  const itemId = (index: number) => outlineId + 1 + index;
  const kids = pages.map((_, index) => `${pageId(index)} 0 R`).join(" ");
  const all: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${outline.length > 0 ? `/Outlines ${outlineId} 0 R` : ""} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< ${title === undefined ? "" : `/Title (${title})`} >>`,
    ...pages.flatMap((lines, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageId(index) + 1} 0 R >>`,
      stream(Buffer.from(content(lines), "latin1"), isCompressed),
    ]),
    `<< /Type /Outlines ${outline.length > 0 ? `/First ${itemId(0)} 0 R /Last ${itemId(outline.length - 1)} 0 R` : ""} >>`,
    ...outline.map(({ title: chapter, page }, index) => {
      const next = index + 1 < outline.length ? `/Next ${itemId(index + 1)} 0 R` : "";
      return `<< /Title (${chapter}) /Parent ${outlineId} 0 R ${next} /Dest [${pageId(page - 1)} 0 R /Fit] >>`;
    }),
    ...objects,
  ];
  return assemble(all, trailer);
}

function content(lines: string[]): string {
  const shown = lines.map((line) => (line === "" ? "0 -40 Td" : `(${line.replace(/[()\\]/g, "\\$&")}) Tj 0 -14 Td`));
  return `BT /F1 12 Tf 72 760 Td ${shown.join("\n")} ET`;
}

/** A stream object of the data, packed by zlib or as it is. */
export function stream(data: Buffer, isCompressed: boolean): Buffer {
  const body = isCompressed ? deflateSync(data) : data;
  const head = `<< /Length ${body.length} ${isCompressed ? "/Filter /FlateDecode" : ""} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), body, Buffer.from("\nendstream")]);
}

function assemble(objects: (string | Buffer)[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const places: number[] = [];
  let length = parts[0]!.length;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    places.push(length);
    push(Buffer.from(`${index + 1} 0 obj\n`));
    push(Buffer.isBuffer(object) ? object : Buffer.from(object, "latin1"));
    push(Buffer.from("\nendobj\n"));
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`;
  push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`));
  return Buffer.concat(parts);
}
