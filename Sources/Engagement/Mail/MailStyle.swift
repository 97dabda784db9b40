import Web

/// How mails look. A mail is one file, so its style stands in it.
enum MailStyle {
  static let sheet: HTML = """
    <style>
    :root { color-scheme: light dark; supported-color-schemes: light dark }
    body { margin: 0; padding: 24px 12px; background: #F4EEE2; color: #1C1A16; font-family: system-ui, sans-serif;
      -webkit-text-size-adjust: 100% }
    .card { max-width: 496px; margin: 0 auto; padding: 32px; background: #FFFDF8; border: 1px solid #E4DCCB;
      border-radius: 12px; overflow-wrap: anywhere; word-break: break-word }
    .site { margin: 0 0 24px; font: 600 20px/1.2 Georgia, serif }
    h1, h2 { font-weight: 600; hyphens: auto; text-align: -webkit-match-parent; text-align: match-parent }
    h1 { margin: 0 0 16px; font-size: 25px; line-height: 1.25; font-family: Georgia, serif }
    h2 { margin: 24px 0 4px; font-size: 16px; line-height: 1.35 }
    .text { margin: 0 0 16px; font-size: 16px; line-height: 1.55; white-space: pre-line;
      unicode-bidi: plaintext }
    [dir="ltr"] .text { text-align: left }
    [dir="rtl"] .text { text-align: right }
    .code { margin: 0 0 16px; font: 600 31px/1.3 ui-monospace, Menlo, monospace; letter-spacing: 6px }
    .lines { width: 100%; margin: 0 0 16px; border-collapse: collapse; font-size: 16px; line-height: 1.35 }
    .lines td { padding: 8px 0; border-bottom: 1px solid #E4DCCB; vertical-align: middle }
    .picture { width: 56px }
    .picture img { display: block; width: 56px; height: 70px; border-radius: 6px; object-fit: cover;
      background: #F4EEE2 }
    .picture + .what { padding-inline-start: 12px }
    .lines .what { hyphens: auto }
    .lines .amount { padding-inline-start: 12px; text-align: end; white-space: nowrap; word-break: normal;
      font-variant-numeric: tabular-nums }
    .action { margin: 24px 0 12px }
    .follow { margin: 0 0 24px }
    .action a, .follow a { display: inline-block; box-sizing: border-box; max-width: 100%; padding: 12px 24px;
      border: 1px solid #C2570C; border-radius: 6px; line-height: 1.25; text-align: center; text-decoration: none;
      font-weight: 600 }
    .action a { background: #C2570C; color: #FFFFFF }
    .follow a { background: #FFFDF8; color: #A84808 }
    .address { margin: 0; font-size: 12px; line-height: 1.5 }
    .address a { color: #6B6558 }
    @media (max-width: 480px) {
      body { padding: 12px 8px }
      .card { padding: 24px 20px }
      .action a, .follow a { display: block }
    }
    @media (prefers-color-scheme: dark) {
      body { background: #171511; color: #F3EEE3 }
      .card { background: #211E18; border-color: #37322A }
      .lines td { border-color: #37322A }
      .picture img { background: #37322A }
      .action a, .follow a { border-color: #F0894A }
      .action a { background: #F0894A; color: #1C1206 }
      .follow a { background: #211E18; color: #F0894A }
      .address a { color: #A8A090 }
    }
    </style>
    """
}
