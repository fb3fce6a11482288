/** A page as the thread that reads PDF files tells it. */
export type PdfPage = {
  /** 1 for the first. */
  number: number;
  /** Titles of the outline that the page lies under, outermost first. */
  path: string[];
  text: string;
};

export type PdfContent = { title: string | null; pages: PdfPage[] };

/** What the thread answers: the content, or why there is none in words for the person who sent the file. */
export type PdfAnswer = PdfContent | { fault: string };
