export const person = { name: 'Kari Rulling', secret: 'scroll-password-1' } as const;
