import Kernel

private let thinSpace = "\u{A0}"
private let minusSign = "\u{2212}"
private let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

extension Money {
  /// For people: `€ 1,043.97`, with spaces that don't break.
  package var display: String { MoneyTotal(self).display }

  /// For a column of movements: as `display`, with a plus before what comes in.
  package var displaySigned: String {
    isPositive ? "+" + display : display
  }

  /// `display` in tabular figures.
  package var html: HTML {
    "<span class=\"num\">\(display)</span>"
  }
}

extension MoneyTotal {
  /// For people: `€ 1,043.97`, with spaces that don't break.
  package var display: String {
    let parts = decimal.split(separator: ".")
    let whole = parts.first.map { String($0.drop { $0 == "-" }).groupedByThousands } ?? "0"
    let fraction = parts.count > 1 ? "." + String(parts[1]) : ""
    return "\(isNegative ? minusSign : "")\(currency.symbol)\(thinSpace)\(whole)\(fraction)"
  }

  /// `display` in tabular figures.
  package var html: HTML {
    "<span class=\"num\">\(display)</span>"
  }
}

extension Timestamp {
  /// `21 Nov 2026`, in UTC.
  package var displayDate: String {
    let parts = civil
    return "\(parts.day) \(monthNames[parts.month - 1]) \(parts.year)"
  }

  /// `21 Nov 2026, 14:05`, in UTC.
  package var displayDateTime: String {
    let parts = civil
    return "\(displayDate), \(twoDigits(parts.hour)):\(twoDigits(parts.minute))"
  }

  /// A `<time>` with the date; script turns it into the reader's time zone.
  package var dateHTML: HTML {
    "<time datetime=\"\(rfc3339)\" data-local=\"date\">\(displayDate)</time>"
  }

  /// A `<time>` with date and time; script turns it into the reader's time zone.
  package var dateTimeHTML: HTML {
    "<time datetime=\"\(rfc3339)\" data-local=\"datetime\">\(displayDateTime) UTC</time>"
  }

  /// A `<time>` that counts down to this moment where script runs, and says the moment where it doesn't.
  package var countdownHTML: HTML {
    """
    <time class="countdown num" datetime="\(rfc3339)" data-module="countdown">\(displayDateTime) UTC</time>
    """
  }
}

extension Int64 {
  /// `12,480`.
  package var displayCount: String {
    (self < 0 ? minusSign : "") + String(magnitude).groupedByThousands
  }
}

extension Int {
  /// `12,480`.
  package var displayCount: String { Int64(self).displayCount }

  /// `1 item`, `3 items`.
  package func counted(_ singular: String, _ plural: String? = nil) -> String {
    self == 1 ? "1 \(singular)" : "\(displayCount) \(plural ?? singular + "s")"
  }
}

extension String {
  /// Digits with a comma before every third from the right.
  fileprivate var groupedByThousands: String {
    guard utf8.count > 3 else { return self }
    var groups: [Substring] = []
    var rest = self[...]
    while !rest.isEmpty {
      groups.append(rest.suffix(3))
      rest = rest.dropLast(3)
    }
    return groups.reversed().joined(separator: ",")
  }
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : String(number)
}
