import { describe, expect, it } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { LiveRegions, useAnnounce } from './LiveRegions.js';

function Says({ at }: { at: [string, 'polite' | 'assertive'][] }) {
  const announce = useAnnounce();
  useEffect(() => {
    for (const [text, politeness] of at) announce(text, politeness);
  }, [announce, at]);
  return null;
}

describe('what is said aloud', () => {
  it('what cannot wait is heard beside what can, and of each the last', async () => {
    const at: [string, 'polite' | 'assertive'][] = [['Een brief', 'polite'], ['De verbinding is weg', 'assertive'], ['Twee brieven', 'polite']];
    render(
      <LiveRegions>
        <Says at={at} />
      </LiveRegions>,
    );
    await waitFor(() => expect([screen.getByRole('status').textContent, screen.getByRole('alert').textContent]).toEqual(['Twee brieven', 'De verbinding is weg']));
  });
});
