// Relative imports end in `.js`; in our own folders the file behind them is .ts or .tsx.
module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    for (const extension of ['.ts', '.tsx']) {
      try {
        return options.defaultResolver(request.slice(0, -3) + extension, options);
      } catch {
        // the next form
      }
    }
  }
  return options.defaultResolver(request, options);
};
