import Kernel

// The routes of the API. All take the same options: `status` of success, `cache`, `idempotent` (honours
// `Idempotency-Key`), `limit` (rate class), `maximumBodyBytes`, `problems` that the handler may answer
// besides those that every route may. `keeping` says what an answer with `cache: .catalogue` depends on; without it
// it is forgotten with any change.
extension Route {
  /// An API route whose handler takes the request as it is. With `bodyKind` it takes content that is not a
  /// JSON object.
  package static func api<Answer: Output>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    answer: Answer.Type, status: HTTPStatus = .ok, cache: CachePolicy = .none, idempotent: Bool = false,
    limit: RateClass? = nil, maximumBodyBytes: Int? = nil, bodyKind: BodyKind = [],
    problems: [ProblemKind] = [], keeping: (@Sendable (Answer) -> Set<CacheTag>)? = nil,
    _ handle: @escaping @Sendable (Request) async throws -> Answer
  ) -> Route {
    APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, status: status, cache: cache,
      idempotent: idempotent, limit: limit, maximumBodyBytes: maximumBodyBytes, bodyKind: bodyKind,
      problems: problems
    )
    .answering(Answer.self)
    .route { request in try await request.answer(status, keeping) { try await handle(request) } }
  }

  /// An API route that takes a query.
  package static func api<Query: Input, Answer: Output>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    query: Query.Type, answer: Answer.Type, status: HTTPStatus = .ok, cache: CachePolicy = .none,
    idempotent: Bool = false, limit: RateClass? = nil, bodyKind: BodyKind = [], problems: [ProblemKind] = [],
    keeping: (@Sendable (Answer) -> Set<CacheTag>)? = nil,
    _ handle: @escaping @Sendable (Request, Query) async throws -> Answer
  ) -> Route {
    APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, status: status, cache: cache,
      idempotent: idempotent, limit: limit, bodyKind: bodyKind, problems: problems
    )
    .taking(query: Query.self).answering(Answer.self)
    .route { request in
      try await request.answer(status, keeping) { try await handle(request, request.query(Query.self)) }
    }
  }

  /// An API route that takes a JSON object.
  package static func api<Body: Input, Answer: Output>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    body: Body.Type, answer: Answer.Type, status: HTTPStatus = .ok, cache: CachePolicy = .none,
    idempotent: Bool = false, limit: RateClass? = nil, maximumBodyBytes: Int? = nil,
    problems: [ProblemKind] = [], _ handle: @escaping @Sendable (Request, Body) async throws -> Answer
  ) -> Route {
    APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, status: status, cache: cache,
      idempotent: idempotent, limit: limit, maximumBodyBytes: maximumBodyBytes ?? BodyLimit.json,
      problems: problems
    )
    .taking(body: Body.self).answering(Answer.self)
    .route { request in
      try await request.answer(status) { try await handle(request, request.json(Body.self)) }
    }
  }

  /// An API route that takes a JSON object that may be left out.
  package static func api<Body: Input, Answer: Output>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    optionalBody: Body.Type, answer: Answer.Type, status: HTTPStatus = .ok, idempotent: Bool = false,
    limit: RateClass? = nil, problems: [ProblemKind] = [],
    _ handle: @escaping @Sendable (Request, Body?) async throws -> Answer
  ) -> Route {
    APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, status: status,
      idempotent: idempotent, limit: limit, maximumBodyBytes: BodyLimit.json, problems: problems
    )
    .taking(optionalBody: Body.self).answering(Answer.self)
    .route { request in
      try await request.answer(status) { try await handle(request, request.optionalJSON(Body.self)) }
    }
  }

  /// An API route that takes a query, and a JSON object that may be left out.
  package static func api<Query: Input, Body: Input, Answer: Output>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    query: Query.Type, optionalBody: Body.Type, answer: Answer.Type, status: HTTPStatus = .ok,
    idempotent: Bool = false, limit: RateClass? = nil, problems: [ProblemKind] = [],
    _ handle: @escaping @Sendable (Request, Query, Body?) async throws -> Answer
  ) -> Route {
    APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, status: status,
      idempotent: idempotent, limit: limit, maximumBodyBytes: BodyLimit.json, problems: problems
    )
    .taking(query: Query.self).taking(optionalBody: Body.self).answering(Answer.self)
    .route { request in
      try await request.answer(status) {
        try await handle(request, request.query(Query.self), request.optionalJSON(Body.self))
      }
    }
  }

  /// An API route that takes a query and a JSON object.
  package static func api<Query: Input, Body: Input, Answer: Output>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    query: Query.Type, body: Body.Type, answer: Answer.Type, status: HTTPStatus = .ok,
    idempotent: Bool = false, limit: RateClass? = nil, maximumBodyBytes: Int? = nil,
    problems: [ProblemKind] = [],
    _ handle: @escaping @Sendable (Request, Query, Body) async throws -> Answer
  ) -> Route {
    APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, status: status,
      idempotent: idempotent, limit: limit, maximumBodyBytes: maximumBodyBytes ?? BodyLimit.json,
      problems: problems
    )
    .taking(query: Query.self).taking(body: Body.self).answering(Answer.self)
    .route { request in
      try await request.answer(status) {
        try await handle(request, request.query(Query.self), request.json(Body.self))
      }
    }
  }

  /// An API route that answers with a file, as a CSV export.
  package static func download(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    contentType: String, limit: RateClass? = nil, problems: [ProblemKind] = [],
    _ handle: @escaping @Sendable (Request) async throws -> Response
  ) -> Route {
    var route = APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, limit: limit,
      problems: problems)
    route.answer = .file(contentType: MediaType.essence(contentType))
    return route.route(handle)
  }

  /// An API route that takes a query and answers with a file.
  package static func download<Query: Input>(
    _ method: HTTPMethod, _ path: String, _ summary: String, tag: String, _ access: Access,
    query: Query.Type, contentType: String, limit: RateClass? = nil, problems: [ProblemKind] = [],
    _ handle: @escaping @Sendable (Request, Query) async throws -> Response
  ) -> Route {
    var route = APIRoute(
      method: method, path: path, summary: summary, tag: tag, access: access, limit: limit,
      problems: problems
    ).taking(query: Query.self)
    route.answer = .file(contentType: MediaType.essence(contentType))
    return route.route { request in try await handle(request, request.query(Query.self)) }
  }
}
