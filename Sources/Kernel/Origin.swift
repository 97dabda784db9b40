/// Who causes a change and from where, for as long as their request runs. Jobs and commands have none.
package struct Origin: Hashable, Sendable {
  /// In which part somebody acts.
  package enum Role: String, CaseIterable, Sendable { case visitor, customer, vendor, admin }

  /// Who is signed in.
  package let account: AccountID?
  package let role: Role
  /// The shop that they act for.
  package let shop: ShopID?
  /// What they do, as method and path: `POST /api/v1/shops/{shop}/products`.
  package let action: String
  /// The values of the path's variables, in their order.
  package let subjects: [String]
  package let requestID: String
  /// The client's address.
  package let client: String
  /// Whether a change must leave a row in the audit log: true for what vendors and admins do.
  package let isAudited: Bool

  /// An origin with these parts.
  package init(
    account: AccountID?, role: Role, shop: ShopID? = nil, action: String, subjects: [String] = [],
    requestID: String, client: String, isAudited: Bool
  ) {
    self.account = account
    self.role = role
    self.shop = shop
    self.action = action
    self.subjects = subjects
    self.requestID = requestID
    self.client = client
    self.isAudited = isAudited
  }

  /// The origin of what the present task does.
  @TaskLocal package static var current: Origin?
}
