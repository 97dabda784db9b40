import Kernel

extension Money {
  /// For people, as the reader's language writes it: `€1,043.97`, with spaces that don't break.
  package var display: String { Language.current.formats.money(self) }

  /// For a column of movements: as `display`, with a plus at what comes in.
  package var displaySigned: String { Language.current.formats.signedMoney(self) }

  /// `display` in tabular figures.
  package var html: HTML {
    "<span class=\"num\">\(display)</span>"
  }
}

extension MoneyTotal {
  /// For people, as the reader's language writes it: `€1,043.97`.
  package var display: String { Language.current.formats.money(self) }

  /// `display` in tabular figures.
  package var html: HTML {
    "<span class=\"num\">\(display)</span>"
  }
}

extension Timestamp {
  /// The day as the reader's language writes it, in UTC: `21 Nov 2026`.
  package var displayDate: String { Language.current.formats.day(self) }

  /// Day, hour and minute as the reader's language writes them, in UTC.
  package var displayDateTime: String { Language.current.formats.moment(self) }

  /// A `<time>` with the date; script turns it into the reader's time zone.
  package var dateHTML: HTML {
    "<time datetime=\"\(rfc3339)\" data-local=\"date\">\(displayDate)</time>"
  }

  /// A `<time>` with date and time; script turns it into the reader's time zone. Where script runs the zone's name is
  /// not there from the start, so that nothing moves when it goes.
  package var dateTimeHTML: HTML {
    """
    <time datetime="\(rfc3339)" data-local="datetime"><span class="no-script">\(say: "\(moment: self) UTC")</span>\
    <span class="needs-script">\(displayDateTime)</span></time>
    """
  }
}

extension Int64 {
  /// As the reader's language writes it: `12,480`.
  package var displayCount: String { Language.current.formats.number(self) }
}

extension Int {
  /// As the reader's language writes it: `12,480`.
  package var displayCount: String { Int64(self).displayCount }
}
