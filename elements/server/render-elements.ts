../../tmp/A/re.ts 453ms (unchanged)
