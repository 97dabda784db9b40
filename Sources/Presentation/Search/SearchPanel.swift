import Kernel
import Web

/// A search or filter above a list with more fields than a line holds.
package enum SearchPanel {
  /// The fields, open while something is searched for; sent to `path`, which shows everything without them.
  package static func show(_ path: String, title: Words, isSearching: Bool, _ fields: HTML) -> HTML {
    """
    <details class="search-panel"\(attribute: "open", if: isSearching)><summary class="search-panel__head">\
    \(Icon.show(.filter))\(title)\(Icon.show(.chevronDown))</summary>\
    <form class="search-panel__fields" method="get" action="\(path)">\(fields)\
    <div class="search-panel__foot">\(Button.submit("Search", icon: .search))\
    \(when: isSearching, Button.link("Show everything", to: path, kind: .quiet))</div></form></details>
    """
  }
}
