import { deriveKey, type MasterKey, seal, unseal } from './sealer.js';

/** Where the receipts' key of before the last rotation is kept, in `installation`. */
export const earlierReceiptKeyName = 'earlier_receipt_key';

const place = 'installation|earlier_receipt_key';

/** The key of receipts: by it a retry is known for the same request. */
export const receiptKey = (master: MasterKey): Buffer => deriveKey(master, 'receipts');

/** For who rotates: the key of the receipts there are, closed with the new master key. */
export const sealEarlierReceiptKey = (from: MasterKey, to: MasterKey): string => seal(to.key, place, receiptKey(from)).toString('base64');

/** Opens what `sealEarlierReceiptKey` closed; null when that was for another master key. */
export function openEarlierReceiptKey(master: MasterKey, sealed: string): Buffer | null {
  try {
    return unseal(master.key, place, Buffer.from(sealed, 'base64'));
  } catch {
    return null;
  }
}
