import Gateways
import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

/// Roles and bans as attackers and careless people would use them.
struct RoleTests {
  @Test(arguments: TestEngine.allCases)
  func theTableHoldsAtTheRoutes(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let subject = try await kit.member("sue@example.org").account.id
      for role in AdminRole.allCases {
        let admin = try await kit.admin("\(role.rawValue)@example.org", role)
        let api = kit.roleAPI.with(token: admin.token)
        let attempts: [(HTTPMethod, String, String?, AdminPermission)] = [
          (.get, "/admin/accounts", nil, .people), (.get, "/admin/accounts/\(subject)", nil, .people),
          (.get, "/admin/accounts.csv", nil, .people),
          (.delete, "/admin/accounts/\(subject)/sessions", nil, .people),
          (.post, "/admin/accounts/\(subject)/ban", "{}", .bans),
          (.put, "/admin/accounts/\(subject)/role", "{}", .administrators),
        ]
        for (method, path, body, permission) in attempts {
          let status = await api.send(method, path, body).status
          let expected = role.permissions.contains(permission)
          #expect((status != 403) == expected, "\(role) \(method) \(path): \(status)")
        }
      }
      #expect(await kit.roleAPI.send(.get, "/admin/accounts").status == 401)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRoleHoldsFromTheNextRequestOn(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin)
      let issued = try await kit.member("sue@example.org")
      let api = kit.roleAPI.with(token: root.token)
      let sue = kit.roleAPI.with(token: issued.token)
      let role = "/admin/accounts/\(issued.account.id)/role"
      #expect(await sue.send(.get, "/admin/accounts").status == 403)
      #expect(await api.send(.put, role, #"{"role":"moderator"}"#).text("adminRole") == "moderator")
      #expect(await sue.send(.get, "/admin/accounts").status == 200)
      #expect(await api.send(.put, role, #"{"role":"finance"}"#).status == 200)
      #expect(await sue.send(.get, "/admin/accounts").status == 403)
      #expect(await api.send(.delete, role).status == 204)
      #expect(try await kit.isAlive(issued) == false)
      #expect(try await kit.mails(to: "sue@example.org").contains { $0.subject.contains("no longer") })
      #expect(await api.send(.put, role, #"{"role":"owner"}"#).wrongFields == ["role"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func peopleAreListedInBothOrdersByPages(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin)
      for number in 1...4 { try await kit.signUp("new\(number)@example.org") }
      let api = kit.roleAPI.with(token: root.token)
      func emails(_ query: String) async -> [String] {
        var seen: [String] = []
        var cursor = ""
        repeat {
          let page = await api.send(.get, "/admin/accounts?limit=2&state=inactive\(query)\(cursor)")
          seen += page.items.compactMap { item -> String? in
            guard case .string(let email)? = item["email"] else { return nil }
            return email
          }
          cursor = page.text("nextCursor").map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty && seen.count < 9
        return seen
      }
      let oldest = (1...4).map { "new\($0)@example.org" }
      #expect(await emails("&sort=oldest") == oldest)
      #expect(await emails("") == oldest.reversed())
      #expect(await api.send(.get, "/admin/accounts?sort=name").status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func onlyActiveAccountsArePromoted(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin).account.id
      let banned = try await kit.member("ban@example.org").account.id
      _ = try await kit.identity.ban(banned, BanInput(reason: "Fraud"), by: root)
      try await kit.signUp("new@example.org")
      let new = try #require(try await kit.account("new@example.org")).id
      for id in [banned, new] {
        let kind = await problem {
          _ = try await kit.identity.setAdminRole(id, AdminRoleInput(role: .support), by: root)
        }
        #expect(kind == .notAllowedNow)
      }
      let nobody = await problem {
        _ = try await kit.identity.setAdminRole(AccountID(), AdminRoleInput(role: .support), by: root)
      }
      #expect(nobody == .notFound)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nobodyActsOnThemselvesOrAboveTheirRole(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin).account.id
      let mod = try await kit.admin("mod@example.org", .moderator).account.id
      let help = try await kit.admin("help@example.org", .support).account.id
      let ban = BanInput(reason: "No")
      let identity = kit.identity
      #expect(await problem { _ = try await identity.ban(root, ban, by: root) } == .notAllowedNow)
      #expect(await problem { _ = try await identity.removeAdminRole(root, by: root) } == .notAllowedNow)
      #expect(await problem { _ = try await identity.ban(root, ban, by: mod) } == .forbidden)
      #expect(await problem { _ = try await identity.ban(help, ban, by: mod) } == .forbidden)
      #expect(await problem { try await identity.signOutEverywhere(root, by: help) } == .forbidden)
      #expect(await problem { _ = try await identity.ban(mod, ban, by: help) } == .forbidden)
      let choice = AdminRoleInput(role: .superadmin)
      #expect(await problem { _ = try await identity.setAdminRole(mod, choice, by: mod) } == .forbidden)
      #expect(try await identity.ban(mod, ban, by: root).state == .banned)
      // Who is banned can't act any more, even when a guard let them pass a moment before.
      let customer = try await kit.member("sue@example.org").account.id
      #expect(await problem { _ = try await identity.ban(customer, ban, by: mod) } == .forbidden)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func twoSuperadminsWhoDemoteEachOtherLeaveOne(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      for round in 0..<8 {
        let one = try await kit.admin("one\(round)@example.org", .superadmin).account.id
        let two = try await kit.admin("two\(round)@example.org", .superadmin).account.id
        let identity = kit.identity
        async let first = problem { _ = try await identity.removeAdminRole(two, by: one) }
        async let second = problem {
          _ =
            round.isMultiple(of: 2)
            ? try await identity.removeAdminRole(one, by: two)
            : try await identity.ban(one, BanInput(reason: "Coup"), by: two)
        }
        let outcomes = await [first, second]
        #expect(outcomes.filter { $0 == nil }.count == 1, "\(outcomes)")
        #expect(outcomes.contains(.forbidden))
        let left = try await identity.people(PeopleFilter(role: .superadmin, state: .active), PageRequest())
        #expect(left.items.contains { $0.id == one || $0.id == two })
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLastTwoSuperadminsCannotCloseAtOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let one = try await kit.admin("one@example.org", .superadmin).account.id
      let two = try await kit.admin("two@example.org", .superadmin).account.id
      _ = try await kit.admin("help@example.org", .support)
      let identity = kit.identity
      async let first = problem { _ = try await identity.close(one) }
      async let second = problem { _ = try await identity.close(two) }
      let outcomes = await [first, second]
      #expect(outcomes.filter { $0 == nil }.count == 1, "\(outcomes)")
      #expect(outcomes.contains(.notAllowedNow))
    }
  }
}

extension IdentityKit {
  var roleAPI: TestAPI {
    TestAPI(
      routes: RoleRoutes.routes(identity) + SessionRoutes.routes(identity), sessions: identity)
  }

  /// An administrator with a session of the API.
  func admin(_ email: String, _ role: AdminRole) async throws -> IssuedSession {
    _ = try await identity.createAdmin(
      email: address(email), name: "Adam Ant", password: IdentityKit.password, role: role)
    return try await signIn(email)
  }

  func account(_ email: String) async throws -> Account? {
    let email = try address(email)
    return try await database.read { try AccountStore.byEmail(email, $0) }
  }
}
