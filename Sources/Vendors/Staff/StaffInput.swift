import Kernel
import Web

/// Who is to work in the shop, and what they may do.
package struct InviteStaffInput: Input {
  package let email: EmailAddress
  package let permissions: StaffPermissions

  package init(from input: inout InputReader) throws {
    email = input.required("email", .email)
    permissions = StaffPermissions(from: &input)
  }

  /// An invitation from code, already validated.
  package init(email: EmailAddress, permissions: StaffPermissions) {
    self.email = email
    self.permissions = permissions
  }
}

/// What a member may do from now on.
package struct EditStaffInput: Input {
  package let permissions: StaffPermissions

  package init(from input: inout InputReader) throws {
    permissions = StaffPermissions(from: &input)
  }

  /// A change from code.
  package init(permissions: StaffPermissions) { self.permissions = permissions }
}

extension StaffPermissions {
  /// Reads `permissions`, of which there must be one at least.
  init(from input: inout InputReader) {
    let list = input.list("permissions", .staffPermission, max: Permission.grantable.count)
    self.init(list)
    if all.isEmpty {
      input.reject("permissions", "Choose what this person may do: one thing at least.", code: "required")
    }
  }
}

extension Rule where Value == Permission {
  /// A permission that staff can be given.
  static var staffPermission: Rule {
    let names = Permission.grantable.map(\.rawValue)
    let schema: JSONValue = .object(["type": "string", "enum": .array(names.map(JSONValue.string))])
    return Rule(schema: schema, placeholder: .products) { value in
      guard let permission = Permission(rawValue: try value.string()),
        Permission.grantable.contains(permission)
      else { throw InputFailure("not_a_choice", "This must be one of: \(names.joined(separator: ", ")).") }
      return permission
    }
  }
}
