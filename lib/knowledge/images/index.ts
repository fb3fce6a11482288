export { IMAGE_FINGERPRINT_DIMENSIONS, IMAGE_FINGERPRINT_ID } from "./describe-pixels";
export { fingerprintImage, MAX_IMAGE_BYTES } from "./fingerprint-image";
export { imageSimilarity } from "./image-similarity";
