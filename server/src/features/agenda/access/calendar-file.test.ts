import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { type CalendarEntry, type CalendarFrame, writeCalendar } from './calendar-file.js';

const entry: CalendarEntry = {
  id: '2f1d2f0e-5a43-4bb7-9c0f-0d7d0f2b3a11', kind: 'intervision', sequence: 3, startsAt: new Date('2027-03-28T13:30:00Z'), minutes: 75, place: 'Lokaal 2; hoek, links', videoLink: 'https://call.example/x',
  cancelled: false, changedAt: new Date('2027-01-04T09:00:00Z'),
};
const frame: CalendarFrame = { method: 'REQUEST', language: 'nl', publicUrl: 'https://kring.example', organizer: 'kring@kring.example', attendee: 'els@school.example' };

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [event] = calendar.getAllSubcomponents('vevent');
  return { calendar, event: event!, entry: new ICAL.Event(event!) };
};

describe('a file for calendars', () => {
  it('says when and where, and what kind of meeting, and nothing more', () => {
    const { calendar, event, entry: found } = read(writeCalendar([entry], frame));
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect([found.uid, found.summary, found.location, found.description]).toEqual([entry.id, 'Intervisie', 'Lokaal 2; hoek, links', `https://kring.example/sessies/${entry.id}`]);
    expect(found.sequence).toBe(3);
    expect(found.startDate.toJSDate()).toEqual(entry.startsAt);
    expect(found.startDate.zone.tzid).toBe('UTC');
    expect(found.endDate.toJSDate()).toEqual(new Date('2027-03-28T14:45:00Z'));
    expect(event.getAllSubcomponents('valarm')[0]!.getFirstPropertyValue('trigger')!.toString()).toBe('-PT30M');
    expect(event.getAllProperties('attendee').map((one) => String(one.getFirstValue()).toLowerCase())).toEqual(['mailto:els@school.example']);
  });

  it('calls off the same entry, without an alarm', () => {
    const { calendar, event, entry: found } = read(writeCalendar([{ ...entry, cancelled: true, sequence: 4 }], { ...frame, method: 'CANCEL', language: 'en' }));
    expect([calendar.getFirstPropertyValue('method'), event.getFirstPropertyValue('status'), found.uid, found.sequence, found.summary]).toEqual(['CANCEL', 'CANCELLED', entry.id, 4, 'Intervision']);
    expect(event.getAllSubcomponents('valarm')).toEqual([]);
  });

  it('takes the link when there is no room, and names nobody in a list', () => {
    const text = writeCalendar([{ ...entry, place: '' }], { ...frame, method: 'PUBLISH', attendee: null });
    expect(read(text).entry.location).toBe('https://call.example/x');
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER/);
  });

  it('cannot be bent by what people write', () => {
    const { calendar, entry: found } = read(writeCalendar([{ ...entry, place: 'x\r\nSUMMARY:Casus van Els\r\nBEGIN:VEVENT' }], frame));
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
    expect(found.summary).toBe('Intervisie');
  });
});
