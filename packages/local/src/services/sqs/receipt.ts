import { AwsError } from '../../kernel/errors.ts';

/** What a receipt handle says: the message, and the receive that it belongs to. */
export interface Receipt {
  readonly queue: string;
  readonly key: string;
  readonly receives: number;
}

/** Opaque to callers, readable to the queue: nothing has to be kept for a handle. */
export const receiptHandle = ({ queue, key, receives }: Receipt): string =>
  Buffer.from(`${queue}|${key}|${receives}`).toString('base64url');

/** @throws AwsError ReceiptHandleIsInvalid */
export const readReceipt = (handle: string | undefined, queue: string): Receipt => {
  const [name, key, receives, ...more] = Buffer.from(handle ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  if (name === queue && key !== undefined && /^\d+$/.test(receives ?? '') && more.length === 0)
    return { queue, key, receives: Number(receives) };
  throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', { status: 404 });
};
