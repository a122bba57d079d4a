// Prints the median milliseconds of `runs` thumbnails, and leaves the last one in `output`:
//   node sharp.mjs <picture> <width> <height> <runs> <output>
// or makes a WebP of a picture, or a JPEG with the wide colours of a phone:
//   node sharp.mjs <picture> <output.webp | output.jpg>
import fs from 'node:fs';
import { createRequire } from 'node:module';

const sharp = createRequire(process.cwd() + '/')('sharp');
sharp.concurrency(1);
sharp.cache(false);

const [picture, ...rest] = process.argv.slice(2);
const bytes = fs.readFileSync(picture);
if (rest.length === 1) {
  const picture = sharp(bytes);
  await (rest[0].endsWith('.jpg')
    ? picture.withIccProfile('p3').jpeg({ quality: 90, chromaSubsampling: '4:2:0' })
    : picture.webp({ quality: 85 })
  ).toFile(rest[0]);
} else {
  const [width, height, runs] = rest.slice(0, 3).map(Number);
  const times = [];
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    const thumbnail = await sharp(bytes)
      .rotate()
      .resize(width, height, { fit: 'outside' })
      .jpeg({ quality: 85 })
      .toBuffer();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    fs.writeFileSync(rest[3], thumbnail);
  }
  console.log(times.sort((a, b) => a - b)[runs >> 1].toFixed(2));
}
