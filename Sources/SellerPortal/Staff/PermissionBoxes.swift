import Kernel
import Vendors
import Web

/// The boxes for what somebody may do.
enum PermissionBoxes {
  static func show(_ form: FormState) -> HTML {
    let choices = Permission.grantable.map { Choice($0.rawValue, $0.title, detail: $0.summary) }
    return Field.checkboxes(
      "permissions", "May do", choices, in: form,
      hint: "Staff, bank and tax data and closing the shop stay with you.")
  }

  /// The same in one line of text.
  static func text(_ permissions: StaffPermissions) -> Words {
    "\(list: permissions.all.map(\.title))"
  }
}
