import type { Express, NextFunction, Request, Response } from 'express';
import { CalendarFeeds } from '../access/calendar-feeds.js';

/**
 * `/agenda/feed/<secret>.ics`: what calendars outside read. No cookie counts here, and no answer tells a wrong address from one
 * that ended. The log writes `:secret` for it.
 */
export function mountCalendarFeed(app: Express, feeds: CalendarFeeds): void {
  app.get('/agenda/feed/:file', (req: Request, res: Response, next: NextFunction) => {
    const [, token = ''] = /^([\w-]{43})\.ics$/.exec(String(req.params['file'])) ?? [];
    res.setHeader('Cache-Control', 'private, no-store');
    res.setHeader('Referrer-Policy', 'no-referrer');
    feeds.file(token, req.ip).then(
      (text) => {
        if (text === null) res.status(404).type('text/plain').send('Not found');
        else res.type('text/calendar').send(text);
      },
      (error: unknown) => {
        const wait = CalendarFeeds.waitOf(error);
        if (wait === null) return next(error);
        res.status(429).setHeader('Retry-After', String(wait)).type('text/plain').send('Too many requests');
      },
    );
  });
}
