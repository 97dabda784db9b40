import Kernel
import Web

/// What stands around a list of what was done: how to search in it, and what to say when nothing is there.
package enum ActivityFrame {
  /// The search above a list at `path`, open while something is searched for. The days come after `fields`.
  package static func panel(_ path: String, _ form: FormState, isSearching: Bool, _ fields: HTML) -> HTML {
    SearchPanel.show(
      path, title: "Search", isSearching: isSearching,
      """
      \(fields)\(Field.input("date", "from", "From", in: form, required: false))\
      \(Field.input("date", "until", "Until", in: form, required: false))
      """)
  }

  /// The list, or why there is none: `empty` when nothing was searched for.
  package static func list(
    _ activities: [Activity], links: HTML, _ form: FormState, isSearching: Bool, empty: HTML
  ) -> HTML {
    if !form.errors.isEmpty {
      return Notice.alert(.danger, "Nothing was searched", "Correct what is marked above.")
    }
    if activities.isEmpty {
      return isSearching
        ? Notice.empty(.search, "Nothing found", "Search for less, or for another time.") : empty
    }
    return "\(ActivityList.show("What was done, newest first", activities))\(links)"
  }
}
