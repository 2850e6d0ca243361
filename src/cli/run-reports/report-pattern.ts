/** Flags of reports: `junit=FILE` or `github`. */
export const REPORT_PATTERN = '^(junit=.+|github)$';
