/**
 * Where the layout changes, as media queries. In `em`, so that somebody who reads with letters of twice the size gets the
 * layout that has room for them. A low screen (a phone on its side, a page at 200 %) has none for header, tabs and text field
 * at once: it gets the layout of a phone. The style sheets use the same figures.
 */
export const phoneScreen = '(max-width: 43.75em), (max-height: 35em)';
export const wideScreen = '(min-width: 73.8125em) and (min-height: 35.0625em)';
