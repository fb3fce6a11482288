import { getDocumentProxy } from "unpdf";
import { MAX_PDF_PAGES } from "./limits";
import { joinLines } from "./join-pdf-lines";
import { pathsByPage } from "./pdf-outline";
import type { PdfAnswer, PdfContent, PdfPage } from "./pdf-protocol";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Reads the text of every page in this thread. Faults that the sender can do something about come as words. */
export async function extractPdf(bytes: Uint8Array): Promise<PdfAnswer> {
  try {
    // Nothing of the file is compiled to code, and nothing is fetched.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, verbosity: 0 });
    if (pdf.numPages > MAX_PDF_PAGES) return { fault: `The PDF has more than ${MAX_PDF_PAGES} pages: split it` };
    return await contentOf(pdf);
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

async function contentOf(pdf: Pdf): Promise<PdfContent> {
  const { info } = await pdf.getMetadata();
  const paths = await pathsByPage(pdf);
  const pages: PdfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push({
      number,
      path: paths(number),
      text: joinLines(items.flatMap((item) => ("str" in item ? [item] : []))),
    });
    page.cleanup();
  }
  return { title: statedTitle(info), pages };
}

/** Titles that programs write by themselves say nothing. */
function statedTitle(info: object): string | null {
  const title = "Title" in info && typeof info.Title === "string" ? info.Title.trim() : "";
  return title === "" || /^untitled|^microsoft \w+ -|\.(docx?|indd|tex|pptx?|xlsx?|pdf)$/i.test(title) ? null : title;
}

function faultOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return "The PDF is protected by a password: send a copy without protection";
  return "The PDF is damaged and cannot be read: open it, save it again and send the copy";
}
