/** What a request line names (RFC 9112, 3.2.1 "origin-form"). */
export interface RequestTarget {
  /** As it was sent: dot segments and percent-encoding are the business of who reads it. An S3 key is opaque. */
  readonly path: string;
  /** The same read as a URL: its path is normalized, its query decoded. */
  readonly url: URL;
}

/** Undefined when it is not a path with an optional query. */
export const requestTarget = (text: string | undefined): RequestTarget | undefined => {
  if (text?.startsWith('/') !== true) return undefined;
  const at = text.indexOf('?');
  const path = at < 0 ? text : text.slice(0, at);
  try {
    // The authority is put before it: on its own `//name` would be read as one.
    return { path, url: new URL(`http://127.0.0.1${text}`) };
  } catch {
    return undefined;
  }
};
