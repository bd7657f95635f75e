/** safetensors: a JSON header of names, types and byte ranges, then the bytes. Format: huggingface/safetensors README. */
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { showShape, sizeOf } from '../tensor-data.ts';
import { ByteCursor } from './byte-cursor.ts';
import { contiguous, storedBytes, widen, type Checkpoint, type StoredType } from './stored-tensor.ts';

const types: Readonly<Record<string, StoredType>> = {
  F32: 'float32',
  F64: 'float64',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.object({
  dtype: v.string(),
  shape: v.pipe(v.array(count), v.maxLength(8)),
  data_offsets: v.tuple([count, count]),
});

/** A hundred bytes describe a tensor, and JSON takes many times its bytes in memory. */
const MAX_HEADER_BYTES = 8_000_000;

export function readSafetensors(bytes: Uint8Array): Checkpoint {
  const cursor = new ByteCursor(bytes, 'the safetensors file');
  const headerBytes = cursor.uint64();
  if (headerBytes > MAX_HEADER_BYTES && headerBytes <= bytes.length) {
    throw new VitrineError(
      'bad-file',
      `safetensors: a header of ${headerBytes} bytes, at most ${MAX_HEADER_BYTES} are read`,
    );
  }
  const header = parseHeader(cursor.text(headerBytes));
  const body = bytes.subarray(cursor.at);
  const entries = Object.entries(header).filter(([key]) => key !== '__metadata__');
  if (entries.length === 0) throw new VitrineError('bad-file', 'the safetensors file holds no tensors');
  const ranges: Range[] = [];
  const checkpoint: Checkpoint = new Map(
    entries.map(([key, entry]) => {
      const parsed = v.safeParse(entrySchema, entry);
      if (!parsed.success) throw new VitrineError('bad-file', `safetensors: the entry ${key} is malformed`);
      const { dtype, shape, data_offsets: range } = parsed.output;
      const type = Object.hasOwn(types, dtype) ? types[dtype] : undefined;
      if (!type) throw new VitrineError('unsupported', `safetensors: ${key} is of type ${dtype}`);
      const wanted = sizeOf(shape) * storedBytes(type);
      if (range[1] - range[0] !== wanted || range[1] > body.length) {
        const found = `bytes ${range[0]} to ${range[1]} of ${body.length}`;
        throw new VitrineError(
          'bad-file',
          `safetensors: ${key} ${showShape(shape)} wants ${wanted} bytes, found ${found}`,
        );
      }
      ranges.push({ key, from: range[0], to: range[1] });
      const read = () => widen(body.subarray(...range), type, contiguous(shape));
      return [key, { shape, read }];
    }),
  );
  checkCover(ranges, body.length);
  return checkpoint;
}

interface Range {
  key: string;
  from: number;
  to: number;
}

/** The format's own rule: the tensors lie one after the other and leave no byte out, so nothing hides between them. */
function checkCover(ranges: readonly Range[], bytes: number): void {
  let at = 0;
  for (const { key, from, to } of [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== at) {
      const problem = from < at ? 'shares bytes with another tensor' : `leaves ${from - at} bytes before it`;
      throw new VitrineError('bad-file', `safetensors: ${key} ${problem}`);
    }
    at = to;
  }
  if (at !== bytes)
    throw new VitrineError('bad-file', `safetensors: ${bytes - at} bytes belong to no tensor`);
}

function parseHeader(text: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // Said below: JSON's own message would quote the file.
  }
  throw new VitrineError('bad-file', 'the safetensors header is not a JSON object');
}
