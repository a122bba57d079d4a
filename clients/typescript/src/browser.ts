/** Is told how many bytes of how many (undefined: not known) have passed. A try that is made again begins anew. */
export type Progress = (bytes: number, total: number | undefined) => void;

/** As `fetch` does, which cannot tell how far an upload is. */
export function sendWithProgress(
  url: string,
  headers: Record<string, string>,
  body: Blob,
  onProgress: Progress | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
    request.onload = () =>
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: ['Retry-After', 'X-Request-Id'].flatMap((name): [string, string][] => {
            const value = request.getResponseHeader(name);
            return value === null ? [] : [[name, value]];
          }),
        }),
      );
    request.onerror = () => reject(new TypeError('The network has failed'));
    request.onabort = () => reject(signal?.reason);
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
