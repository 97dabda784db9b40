import Areas
import Gateways
import Kernel
import Persistence

extension Identity {
  /// Takes everything personal out of the area's own tables.
  func eraseIdentity(_ account: Account, _ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let id = account.id
    let profile = try ProfileStore.find(id, tx)
    if let key = profile.avatarKey { try tx.enqueue(RemovePictures(keys: [key])) }
    let exports = try ExportStore.deleteAll(of: id, tx)
    if !exports.isEmpty { try tx.enqueue(RemoveExports(keys: exports)) }
    var entries = [
      ErasureEntry(
        "Sessions", .deleted, try IdentityTraceStore.sessions(of: id, tx), why: "You are logged out."),
      ErasureEntry(
        "Pictures", .deleted, profile.avatarKey == nil ? 0 : 1, why: "The file goes with the profile."),
      ErasureEntry(
        "Profiles", .deleted, try ProfileStore.delete(of: id, tx),
        why: "Telephone number, preferences and choices about cookies."),
      ErasureEntry("Addresses", .deleted, try AddressStore.deleteAll(of: id, tx), why: "The address book."),
      ErasureEntry("Exports", .deleted, exports.count, why: "Files with a copy of your data."),
      ErasureEntry(
        "Former e-mail addresses", .deleted, try EmailChangeStore.deleteAll(of: id, tx),
        why: "They are of no use any more."),
    ]
    try SessionStore.endAll(of: id, except: nil, tx)
    try CodeStore.deleteAll(of: id, tx)
    for email in person.emails { try CodeRequestStore.forget(email, tx) }
    let devices = try IdentityTraceStore.deleteDevices(of: id, tx)
    entries.append(
      ErasureEntry(
        "Passwords", .deleted, 1, why: "Its hash; passkeys and second factors go with it."))
    entries.append(
      ErasureEntry("Known devices", .deleted, devices, why: "Where you have signed in before."))
    let answers = try IdempotencyKeyStore.erase(account: id, emails: person.emails, tx)
    entries.append(
      ErasureEntry("Remembered answers", .deleted, answers, why: "Copies of answers for clients that retry."))
    entries.append(
      ErasureEntry(
        "Audit details", .deleted, try AuditLog.erase(account: id, tx),
        why: "Addresses and details in the audit log. That something was done stays."))
    try AccountStore.anonymise(id, tx)
    entries.append(
      ErasureEntry(
        "Accounts", .anonymised, 1,
        why: "An empty row stays, so that orders and the audit log can refer to it. It names nobody."))
    return entries
  }
}
