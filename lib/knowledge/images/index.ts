export { fingerprintImage } from "./fingerprint-image";
export { imageSimilarity } from "./image-similarity";
