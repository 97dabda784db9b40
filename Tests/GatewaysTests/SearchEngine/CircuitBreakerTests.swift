import Synchronization
import Testing

@testable import Gateways

@Suite struct CircuitBreakerTests {
  @Test func oneAsksAgainAfterThePause() {
    let start = ContinuousClock.now
    let passed = Mutex(Duration.zero)
    let breaker = CircuitBreaker(failures: 2, pause: .seconds(10)) { start + passed.withLock { $0 } }
    #expect(breaker.mayCall() && !breaker.isOpen)
    breaker.failed()
    #expect(breaker.mayCall() && !breaker.isOpen)
    breaker.succeeded()
    breaker.failed()
    #expect(!breaker.isOpen, "an answer between them starts the count anew")
    breaker.failed()
    #expect(breaker.isOpen && !breaker.mayCall())
    passed.withLock { $0 = .seconds(10) }
    #expect(breaker.mayCall())
    #expect(!breaker.mayCall(), "one tries, the others wait for what becomes of it")
    breaker.failed()
    #expect(!breaker.mayCall())
    passed.withLock { $0 = .seconds(20) }
    #expect(breaker.mayCall())
    breaker.abandoned()
    #expect(breaker.mayCall(), "who gave up lets another one try")
    breaker.succeeded()
    #expect(!breaker.isOpen && breaker.mayCall() && breaker.mayCall())
  }
}
