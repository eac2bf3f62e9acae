import { describe, expect, it } from '@jest/globals';
import { parsePlace } from './place.js';

const id = '0b3e4a52-6f0e-4a39-9a38-1d2f3c4b5a69';

describe('the place of a draft', () => {
  it('knows the fields that keep drafts', () => {
    expect(parsePlace(`topic:${id}`)).toEqual({ groupId: null, topicId: id });
    expect(parsePlace(`decision:${id}`)).toEqual({ groupId: null, topicId: id });
    expect(parsePlace(`newTopic:${id}`)).toEqual({ groupId: id, topicId: null });
    expect(parsePlace(`newTopic:${id}:title`)).toEqual({ groupId: id, topicId: null });
    expect(parsePlace(`edit:${id}`)).toEqual({ groupId: null, topicId: null, messageId: id });
    expect(parsePlace(`pact:${id}`)).toEqual({ groupId: id, topicId: null });
    expect(parsePlace(`method:${id}`)).toEqual({ groupId: id, topicId: null });
    expect(parsePlace(`method:${id}:${id}`)).toEqual({ groupId: id, topicId: null });
    expect(parsePlace(`report:${id}`)).toEqual({ groupId: null, topicId: null });
    expect(parsePlace('newGroup:purpose')).toEqual({ groupId: null, topicId: null });
  });
  it.each(['', 'topic:', 'topic:1', `topic:${id}x`, `elsewhere:${id}`, `topic:${id.toUpperCase()}`, 'drop table'])('refuses %p', (place) => {
    expect(parsePlace(place)).toBeNull();
  });
});
