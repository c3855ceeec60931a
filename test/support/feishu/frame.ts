/** The frame of the long connection (protobuf `pbbp2.Frame`), as far as it is used. */
export interface Frame {
  service: number
  /** 0 control, 1 data */
  method: number
  headers: Record<string, string>
  payload: Buffer
}

/** Field numbers: 1 SeqID, 2 LogID, 3 service, 4 method (varints); 5 headers {1 key, 2 value}, 8 payload (bytes). */
export function writeFrame({ service, method, headers, payload }: Frame): Buffer {
  const numbers = [
    [1, 0],
    [2, 0],
    [3, service],
    [4, method],
  ].map(([field = 0, value = 0]) => Buffer.concat([varint(field << 3), varint(value)]))
  const named = Object.entries(headers).map(([key, value]) =>
    bytes(5, Buffer.concat([bytes(1, Buffer.from(key)), bytes(2, Buffer.from(value))])),
  )
  return Buffer.concat([...numbers, ...named, bytes(8, payload)])
}

export function readFrame(buffer: Buffer): Frame {
  const frame: Frame = { service: 0, method: 0, headers: {}, payload: Buffer.alloc(0) }
  for (const [field, value] of fields(buffer)) {
    if (field === 3) frame.service = Number(value)
    else if (field === 4) frame.method = Number(value)
    else if (field === 8) frame.payload = value as Buffer
    else if (field === 5) {
      const pair = new Map(fields(value as Buffer))
      frame.headers[String(pair.get(1))] = String(pair.get(2))
    }
  }
  return frame
}

function fields(buffer: Buffer): [number, number | Buffer][] {
  const found: [number, number | Buffer][] = []
  let at = 0
  const next = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = buffer[at++] ?? 0
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  while (at < buffer.length) {
    const tag = next()
    if ((tag & 7) === 0) found.push([tag >> 3, next()])
    else {
      const size = next()
      found.push([tag >> 3, buffer.subarray(at, at + size)])
      at += size
    }
  }
  return found
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(value.length), value])
}

function varint(value: number): Buffer {
  const out: number[] = []
  let rest = value
  while (rest > 0x7f) {
    out.push((rest & 0x7f) | 0x80)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...out, rest])
}
