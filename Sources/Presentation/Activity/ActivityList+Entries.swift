import Identity
import Kernel
import Web

extension AuditEntry {
  /// The entry as a line of a list that `reader` opens: to what it was done (`detail`), and what else is known of it.
  package func activity(
    for reader: Reader, detail: Words?, badge: HTML? = nil, facts: [(name: Words, value: HTML)]
  ) -> Activity {
    var all = facts
    if let client { all.append(("Address", "\(client)")) }
    if isErased { all.append(("Details", "\(say: "Erased for privacy")")) }
    let text = ActivityText(of: action, for: reader)
    return Activity(
      AuditEntry.title(of: action), detail: detail, person: doer(for: reader), badge: badge, at: at,
      facts: all, changes: changes.map(text.change))
  }

  /// Shops don't learn which administrator it was.
  private func doer(for reader: Reader) -> Words {
    let role = AuditRole(rawValue: role) ?? .system
    if role == .admin && reader != .marketplace { return "The marketplace" }
    return accountName.map { Words(verbatim: $0) } ?? role.title
  }
}

extension [AuditChange] {
  /// The changes as rows of a list, in the words of what `action` is about.
  package func activity(of action: String, for reader: Reader) -> [ActivityChange] {
    map(ActivityText(of: action, for: reader).change)
  }
}

extension AuditRole {
  /// In which part somebody acted, as people read it.
  package var title: Words {
    switch self {
    case .visitor: "Visitor"
    case .customer: "Customer"
    case .vendor: "Vendor"
    case .admin: "Administrator"
    case .system: "Automatic"
    }
  }

  /// How the part is coloured.
  package var tone: Tone {
    switch self {
    case .admin: .accent
    case .vendor: .info
    case .visitor, .customer, .system: .neutral
    }
  }
}
