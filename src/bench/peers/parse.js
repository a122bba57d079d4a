// Parse Server with its adapter for S3, and a row for each file.
import S3Adapter from "@parse/s3-files-adapter";
import express from "express";
import { ParseServer } from "parse-server";

const app = express();
const filesAdapter = new S3Adapter({
  bucket: "bench",
  region: "us-east-1",
  s3overrides: {
    endpoint: process.env.S3_ENDPOINT,
    forcePathStyle: true,
    region: "us-east-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    requestChecksumCalculation: "WHEN_REQUIRED",
  },
});
const server = app.listen(0, "127.0.0.1", async () => {
  const port = server.address().port;
  const parse = new ParseServer({
    appId: "bench",
    masterKey: "bench",
    databaseURI: process.env.DATABASE,
    serverURL: `http://127.0.0.1:${port}/parse`,
    filesAdapter,
    fileUpload: { enableForPublic: true, fileExtensions: ["*"] },
    maxUploadSize: "20mb",
    silent: true,
    logLevel: "error",
    logsFolder: null,
  });
  await parse.start();
  app.use("/parse", parse.app);
  console.log(`peer listens on ${port}`);
});
