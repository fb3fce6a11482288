import { titleByName } from "../documents/title-by-name";
import { fingerprintImage } from "../images";
import type { DocumentMediaType } from "../words";
import type { ReadyDocument } from "./put-documents";

type ImageType = Extract<DocumentMediaType, `image/${string}`>;

const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

/** What a file is by its first bytes, whatever it is called; null for what is no picture that can be read. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const begins = (with_: number[]) => with_.every((byte, index) => bytes[index] === byte);
  return begins(PNG) ? "image/png" : begins(JPEG) ? "image/jpeg" : null;
}

type Image = { bytes: Uint8Array; mediaType: ImageType; name: string; caption: string | undefined };

/** A picture as a document: its caption is its text, and its fingerprint what other pictures are compared with. */
export async function readImage(
  { bytes, mediaType, name, caption }: Image,
  signal?: AbortSignal,
): Promise<Pick<ReadyDocument, "title" | "mediaType" | "sections" | "fingerprint">> {
  const fingerprint = await fingerprintImage(bytes, signal);
  const title = titleByName(name);
  return {
    title,
    mediaType,
    // Without a caption its name is all that words can find.
    sections: [{ path: [], text: caption ?? title, page: null }],
    fingerprint: Array.from(fingerprint),
  };
}
