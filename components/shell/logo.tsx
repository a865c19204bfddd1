export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" fill="#0f5f5a" />
      <path
        d="M11 25V8h6.2c3.6 0 6 2.2 6 5.5s-2.4 5.5-6 5.5H15"
        fill="none"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M7 25h18" stroke="#82d9ce" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
