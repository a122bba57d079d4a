// The server of the tus project for Node.js, with its store over S3.
import { S3Store } from "@tus/s3-store";
import { Server } from "@tus/server";

const datastore = new S3Store({
  partSize: 8 * 1024 * 1024,
  s3ClientConfig: {
    bucket: "bench",
    endpoint: process.env.S3_ENDPOINT,
    forcePathStyle: true,
    region: "us-east-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    requestChecksumCalculation: "WHEN_REQUIRED",
  },
});
const tus = new Server({ path: "/v1/uploads", relativeLocation: true, datastore });
const server = tus.listen({ host: "127.0.0.1", port: 0 }, () =>
  console.log(`peer listens on ${server.address().port}`));
