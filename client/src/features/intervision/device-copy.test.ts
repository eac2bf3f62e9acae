import { describe, expect, it } from '@jest/globals';
import { DeviceCopy, importDeviceKey, type DeviceStorage } from './device-copy.js';
import type { KeptText } from './own-text.js';

const keyOf = (byte: number): string => btoa(String.fromCharCode(byte).repeat(32));
const key = keyOf(7);
const text = (id: string, body: string): KeptText => ({ id, phase: 2, kind: 'ENTRY', sharing: 'NAMED', body, version: 0, unconfirmed: [] });
const place = (tab: string, personId = 'sanne') => ({ personId, sessionId: 'session-1', tab });

/** A device with a disk, and tabs that live or not. */
class Device implements DeviceStorage {
  readonly disk = new Map<string, string>();
  readonly held = new Set<string>();
  names = () => [...this.disk.keys()];
  read = (name: string) => this.disk.get(name) ?? null;
  write = (name: string, value: string) => void this.disk.set(name, value);
  remove = (name: string) => void this.disk.delete(name);
  claim = async (name: string) => {
    if (this.held.has(name)) return false;
    this.held.add(name);
    return true;
  };
  /** every tab is gone */
  kill = () => this.held.clear();
  open = async (tab: string, of = key, personId = 'sanne', now = () => 1_000_000) => DeviceCopy.of(place(tab, personId), (await importDeviceKey(of))!, this, this.claim, now);
}

describe('words on a device that the server does not have', () => {
  it('are found by the next tab, once the one that wrote them is gone', async () => {
    const device = new Device();
    await (await device.open('a')).keep([text('1', 'Wat zie je als hij begint?')]);
    const second = await device.open('b');
    expect((await second.leftBehind()).texts).toEqual([]);
    device.kill();
    const third = await device.open('c');
    const left = await third.leftBehind();
    expect(left.texts).toEqual([text('1', 'Wat zie je als hij begint?')]);
    left.forget();
    expect(device.disk.size).toBe(0);
  });

  it('are closed on the disk, and open with the key of this person in this session only', async () => {
    const device = new Device();
    await (await device.open('a')).keep([text('1', 'Wat zie je als hij begint?')]);
    const [kept] = device.disk.values();
    expect(kept).not.toContain('begint');
    expect(atob(kept!.split(' ')[1]!)).not.toContain('begint');
    device.kill();
    expect((await (await device.open('b', keyOf(8))).leftBehind()).texts).toEqual([]);
    device.kill();
    expect((await (await device.open('c', key, 'bram')).leftBehind()).texts).toEqual([]);
    expect(device.disk.size).toBe(1);
  });

  it('are the latest ones, and go when the server has them', async () => {
    const device = new Device();
    const copy = await device.open('a');
    await Promise.all(['W', 'Wa', 'Wat'].map((body) => copy.keep([text('1', body)])));
    device.kill();
    expect((await (await device.open('b')).leftBehind()).texts.map(({ body }) => body)).toEqual(['Wat']);
    await copy.keep([]);
    expect(device.disk.size).toBe(0);
  });

  it('go after ninety days, whoever looks', async () => {
    const device = new Device();
    await (await device.open('a')).keep([text('1', 'Wat zie je?')]);
    device.kill();
    const later = await device.open('b', key, 'sanne', () => 1_000_000 + 91 * 86_400_000);
    expect((await later.leftBehind()).texts).toEqual([]);
    expect(device.disk.size).toBe(0);
  });
});
