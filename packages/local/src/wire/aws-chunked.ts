/**
 * Takes off the `aws-chunked` content coding: `<hex length>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`
 * (Amazon S3 API Reference, "Signature calculations … transferring payload in multiple chunks").
 */
export const decodeAwsChunked = (body: Buffer): Buffer => {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf('\r\n', at, 'latin1');
    if (end < 0) break;
    const header = body.toString('latin1', at, end);
    const length = Number.parseInt(header.split(';')[0] ?? '', 16);
    if (!Number.isFinite(length) || length === 0) break;
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return Buffer.concat(parts);
};
