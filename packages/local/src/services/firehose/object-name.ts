import type { Identity } from '../../kernel/identity.ts';
import type { BufferKind } from './buffer.ts';
import type { DeliveryStream } from './delivery-stream.ts';

/**
 * `<evaluated prefix><stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>`
 * (Firehose Developer Guide, "Amazon S3 object name format").
 */
export const objectName = (stream: DeliveryStream, kind: BufferKind, oldest: number, identity: Identity): string => {
  const { prefix, errorPrefix, extension } = stream.destination;
  const values = {
    oldest,
    partition: kind.kind === 'out' ? kind.partition : {},
    errorOutputType: 'processing-failed',
    randomString: () => identity.token(11),
  };
  const time = new Date(oldest).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
  const name = `${stream.name}-${stream.version}-${time}-${identity.uuid()}`;
  // What could not be processed is written as it came, uncompressed.
  return kind.kind === 'error' ? errorPrefix.evaluate(values) + name : prefix.evaluate(values) + name + extension;
};
