// Uploads one file, as the first argument says, and prints one line of JSON: the upload's address,
// the offset that the first request with bytes had, how many uploads were begun, and how often it
// was tried again.
import {createReadStream, readFileSync} from 'node:fs';
import {Readable} from 'node:stream';
import process from 'node:process';
import * as tus from 'tus-js-client';

const endpoint = process.env.TUS_ENDPOINT;
const file = process.env.TUS_FILE;
const seen = {firstOffset: null, creations: 0, retries: 0};

const options = {
  endpoint,
  headers: {Authorization: `Bearer ${process.env.TUS_KEY}`},
  metadata: {
    filename: 'Fuß.bin',
    filetype: 'application/octet-stream',
    userId: '9d6ad525-90c6-4c03-8f05-63584ee20a29',
  },
  retryDelays: Array.from({length: 30}, (_, n) => (n === 0 ? 0 : 50 * Math.min(n, 10))),
  onBeforeRequest(request) {
    if (request.getMethod() === 'POST') {
      seen.creations++;
    }
    if (request.getMethod() === 'PATCH' && seen.firstOffset === null) {
      seen.firstOffset = Number(request.getHeader('Upload-Offset'));
    }
  },
};

const countingRetries = {
  ...options,
  onShouldRetry(error) {
    seen.retries++;
    const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
    return status < 400 || status >= 500 || status === 409 || status === 423;
  },
};

/** Resolves with the upload's address. */
function send(source, more) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(source, {
      ...countingRetries,
      ...more,
      onError: reject,
      onSuccess: () => resolve(upload.url),
    });
    if (!more.urlStorage) {
      upload.start();
      return;
    }
    upload
      .findPreviousUploads()
      .then((previous) => {
        if (previous.length > 0) {
          upload.resumeFromPreviousUpload(previous[0]);
        }
        upload.start();
      })
      .catch(reject);
  });
}

async function uppy() {
  const {default: Uppy} = await import('@uppy/core');
  const {default: Tus} = await import('@uppy/tus');
  const quiet = () => {};
  const logger = {debug: quiet, warn: quiet, error: (...said) => console.error(...said)};
  const instance = new Uppy({autoProceed: false, logger});
  instance.use(Tus, {...options, allowedMetaFields: ['filename', 'filetype', 'userId']});
  instance.addFile({
    name: options.metadata.filename,
    type: options.metadata.filetype,
    data: readFileSync(file),
    meta: options.metadata,
  });
  const {successful, failed} = await instance.upload();
  if (failed.length > 0) {
    throw new Error(`Uppy: ${failed[0].error}`);
  }
  return successful[0].uploadURL;
}

const ways = {
  whole: () => send(createReadStream(file), {}),
  chunks: () => send(readFileSync(file), {chunkSize: 256 * 1024}),
  deferred: () =>
    send(Readable.from(createReadStream(file)), {
      chunkSize: 1024 * 1024,
      uploadLengthDeferred: true,
    }),
  resumed: () =>
    send(createReadStream(file), {
      urlStorage: new tus.FileUrlStorage(process.env.TUS_URLS),
      storeFingerprintForResuming: true,
    }),
  uppy,
};

try {
  const url = await ways[process.argv[2]]();
  console.log(JSON.stringify({url, ...seen}));
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
