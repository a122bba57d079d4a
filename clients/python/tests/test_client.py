"""Tries the client on a running service: see README.md. Faults of the network come from what ClientsIT sets up."""

import hashlib
import os
import queue
import resource
import sys
import tempfile
import threading
import unittest
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from satchel_client import File, InvalidSignature, Retries, Satchel, SatchelError, verify_webhook  # noqa: E402

URL = os.environ["SATCHEL_URL"]
KEY = os.environ["SATCHEL_KEY"]
PHOTO = Path(__file__).parents[2] / "photo.jpg"


class ClientTest(unittest.TestCase):
    def setUp(self):
        self.satchel = Satchel(URL, KEY)
        self.user = str(uuid.uuid4())
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_uploads_lists_downloads_and_deletes(self):
        note = File("Zwölf Boxkämpfer".encode(), name='Zwölf "x%22".txt', type="text/plain", description="größer")
        [photo] = self.satchel.upload(PHOTO, user_id=self.user)
        pair = self.satchel.upload([note, PHOTO], user_id=self.user, expiry_interval=3600, as_json=True)
        [form] = self.satchel.upload(note, user_id=self.user)

        self.assertEqual(("photo.jpg", "image/jpeg", 800, 600),
                         tuple(photo[it] for it in ("originalName", "mimeType", "imageWidth", "imageHeight")))
        for file in (pair[0], form):
            self.assertEqual((note.name, note.type, note.description),
                             tuple(file[it] for it in ("originalName", "mimeType", "description")))
        self.assertIsNone(form["expiresAt"])
        self.assertIsNotNone(pair[0]["expiresAt"])
        listed = list(self.satchel.files(user_id=self.user, page_size=1))
        self.assertEqual({it["id"] for it in [photo, *pair, form]}, {it["id"] for it in listed})
        self.assertEqual(4, len(listed))
        self.assertEqual(photo, self.satchel.metadata(photo["id"]))
        copy = self.satchel.download(pair[1]["id"], self.folder / "copy.jpg")
        self.assertEqual(PHOTO.read_bytes(), copy.read_bytes())
        with self.satchel.open(form["id"]) as body:
            self.assertEqual("Zwölf Boxkämpfer", body.read().decode())
        self.satchel.delete(photo["id"])
        with self.assertRaises(SatchelError) as gone:
            self.satchel.metadata(photo["id"])
        self.assertEqual(404, gone.exception.status)
        self.assertEqual(["copy.jpg"], os.listdir(self.folder))

    def test_makes_thumbnails(self):
        [photo] = self.satchel.upload(PHOTO, user_id=self.user)
        small = self.satchel.thumbnail(photo["id"], 80, 60, self.folder / "small.jpg")
        [again] = self.satchel.upload(small, user_id=self.user)
        self.assertEqual((80, 60), (again["imageWidth"], again["imageHeight"]))

    def test_says_what_is_wrong(self):
        with self.assertRaises(SatchelError) as wrong:
            self.satchel.upload(File(b"", type="nonsense"), user_id=self.user, as_json=True)
        self.assertEqual((400, "invalid_media_type", "files[0].type"),
                         (wrong.exception.status, wrong.exception.code, wrong.exception.path))
        self.assertIn("files[0].type", wrong.exception.message)
        self.assertTrue(wrong.exception.request_id)
        with self.assertRaises(SatchelError) as stranger:
            Satchel(URL, "no-such-key").upload(File(bytes(50_000_000)), user_id=self.user)
        self.assertEqual(401, stranger.exception.status)

    def test_sends_once_what_can_be_read_once(self):
        def write(writing):
            with os.fdopen(writing, "wb") as sink:
                for _ in range(100):
                    sink.write(b"abcde" * 1000)

        for as_json in (False, True):
            reading, writing = os.pipe()
            threading.Thread(target=write, args=[writing]).start()
            with os.fdopen(reading, "rb") as pipe:
                [file] = self.satchel.upload(File(pipe, name="pipe"), user_id=self.user, as_json=as_json)
            self.assertEqual(500_000, file["size"])

    def test_waits_for_as_long_as_it_is_asked_to(self):
        key = self.satchel.call("POST", "/v1/api-keys", body={"name": "often", "scopes": ["files:read"]})["key"]
        hasty = Satchel(URL, key, retries=Retries(tries=1))
        with self.assertRaises(SatchelError) as limited:
            for _ in range(1000):
                hasty.call("GET", "/v1/files", {"limit": 1})
        self.assertEqual(("rate_limited", True), (limited.exception.code, limited.exception.retry_after >= 1))
        patient = Satchel(URL, key)
        for _ in range(5):
            patient.call("GET", "/v1/files", {"limit": 1})
        with self.assertRaises(SatchelError):
            for _ in range(1000):
                Satchel(URL, key, retries=Retries(longest_wait=0.5)).call("GET", "/v1/files", {"limit": 1})

    def test_asks_for_files_and_verifies_what_it_is_told(self):
        deliveries = queue.Queue()

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self):
                deliveries.put((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        hook = self.satchel.register_webhook(f"http://127.0.0.1:{server.server_port}/")
        self.addCleanup(lambda: self.satchel.call("DELETE", f"/v1/webhooks/{hook['id']}"))

        request = self.satchel.create_file_request({"type": "photo", "prompt": "Please take a photo."})
        [photo] = self.satchel.upload(PHOTO, user_id=self.user, file_request_id=request["id"])

        headers, body = deliveries.get(timeout=60)
        event = verify_webhook(hook["secret"], headers, body)["event"]
        self.assertEqual([photo["id"]], event["addedFileIds"])
        self.assertEqual(request["id"], event["fileRequest"]["id"])
        sent = int(headers["webhook-timestamp"])
        for others in ({"secret": "whsec_" + "A" * 32}, {"body": body + b" "}, {"now": sent + 301},
                       {"now": sent - 301}, {"headers": {}},
                       {"headers": {**dict(headers.items()), "webhook-id": "other"}}):
            with self.assertRaises(InvalidSignature):
                verify_webhook(**{"secret": hook["secret"], "headers": headers, "body": body, **others})
        self.assertEqual([photo["id"]], [it["id"] for it in self.satchel.file_request(request["id"])["files"]])
        self.satchel.delete_file_request(request["id"])
        with self.assertRaises(SatchelError):
            self.satchel.file_request(request["id"])

    @unittest.skipUnless("SATCHEL_CUT_UPLOADS" in os.environ, "no network that cuts connections")
    def test_goes_on_when_connections_break(self):
        source = self.folder / "source"
        source.write_bytes(os.urandom(20_000_000))
        sent = []
        [file] = Satchel(os.environ["SATCHEL_CUT_UPLOADS"], KEY).upload(
            source, user_id=self.user, progress=lambda count, total: sent.append((count, total)))
        self.assertEqual([file["id"]], [it["id"] for it in self.satchel.files(user_id=self.user)])
        self.assertEqual(sent[-1][0], sent[-1][1])
        self.assertEqual(2, [count for count, _ in sent].count(sent[0][0]), "tries")
        received = []
        copy = Satchel(os.environ["SATCHEL_CUT_DOWNLOADS"], KEY).download(
            file["id"], self.folder / "copy", progress=lambda count, total: received.append((count, total)))
        self.assertEqual(digest(source), digest(copy))
        counts = [count for count, _ in received]
        self.assertEqual(sorted(counts), counts, "what was there is not fetched again")
        self.assertEqual({20_000_000}, {total for _, total in received})

    @unittest.skipUnless("SATCHEL_LARGE" in os.environ, "no large file")
    def test_holds_no_large_file_in_memory(self):
        source = Path(os.environ["SATCHEL_LARGE"])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for as_json in (False, True):
            [file] = self.satchel.upload(source, user_id=self.user, as_json=as_json)
            self.assertEqual(source.stat().st_size, file["size"])
        copy = self.satchel.download(file["id"], self.folder / "copy")
        self.assertEqual(digest(source), digest(copy))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        self.assertLess(grown, 32, "MiB of memory")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    unittest.main()
