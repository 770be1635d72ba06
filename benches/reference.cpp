// The study of reference.toml as a plain scalar program: one household at a time, one month at a time.
// The yardstick of the benchmark: no lanes, no blocks, nothing shared between cells. Its random numbers are its own, so
// it agrees with the engine in distribution, not path by path.
//     g++ -O3 -march=native -std=c++17 -o reference benches/reference.cpp
//     ./reference 1000000 1      one million paths, 30% down
//     ./reference 1000000 7      seven down payments, each path run again from the same seed
// Speed counts paths x 120 months a cell whether or not a path stopped early, so that two programs which finish the
// same study are compared. The months stepped one by one (tail and collection included) are printed beside it.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

// ---- the study -----------------------------------------------------------------------------------------------------
constexpr int kHorizon = 120, kTerm = 360, kToSuit = 3, kToJudgment = 3, kToAuction = 3, kCollection = 36;  // months
constexpr double kPrice = 2'000'000, kRateMonthly = 0.042 / 12;
constexpr double kDrift = (-0.02 - 0.5 * 0.12 * 0.12) / 12, kVolatility = 0.034641016151377546;  // 0.12/sqrt(12)
constexpr uint64_t kSeparation = 0x1p64 * 0.01, kFinding = 0x1p64 * 0.15;  // a month, of 2^64
constexpr double kWage = 20'000, kFloorIncome = 0.2 * kWage, kSpending = 7'000, kOpeningCash = 60'000;
constexpr double kPenaltyMultiple = 1.5, kSellingCost = 0.03;
constexpr int kSaleMissed = 3, kDefaultMissed = 6;  // instalments
constexpr double kStartLow = 0.70, kStartHigh = 0.80, kSuccessFirst = 0.5, kSecondStart = 0.8;
constexpr double kGarnishedShare = 0.25, kAllowance = 0.45 * kWage;
constexpr double kDownPayments[] = {0.15, 0.20, 0.25, 0.30, 0.40, 0.50, 0.70};

// ---- chance --------------------------------------------------------------------------------------------------------
struct Xoshiro256pp {  // Blackman and Vigna 2019, seeded by splitmix64
    uint64_t s[4];
    explicit Xoshiro256pp(uint64_t seed) {
        for (uint64_t& word : s) {
            uint64_t z = (seed += 0x9e3779b97f4a7c15ULL);
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
            word = z ^ (z >> 31);
        }
    }
    static uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
    uint64_t next() {
        const uint64_t result = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t;
        s[3] = rotl(s[3], 45);
        return result;
    }
    double uniform() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53; }  // inside (0, 1)
};

struct Ziggurat {  // Marsaglia and Tsang 2000, 256 layers of equal area; layer and position from separate bits
    static constexpr double kR = 3.6541528853610088, kArea = 0.00492867323399;
    double x[257], f[257];
    Ziggurat() {
        x[1] = kR;
        for (int i = 1; i < 256; ++i) {
            f[i] = std::exp(-0.5 * x[i] * x[i]);
            x[i + 1] = i < 255 ? std::sqrt(-2 * std::log(kArea / x[i] + f[i])) : 0;
        }
        x[0] = kArea / f[1], f[0] = 0, f[256] = 1;
    }
    double operator()(Xoshiro256pp& rng) const {
        for (;;) {
            const uint64_t bits = rng.next();
            const int i = static_cast<int>(bits & 255);
            const double z = (static_cast<double>(static_cast<int64_t>(bits) >> 11) + 0.5) * 0x1p-52 * x[i];
            if (std::fabs(z) < x[i + 1]) return z;
            if (i == 0) return tail(rng, z < 0);
            if (f[i] + (f[i + 1] - f[i]) * rng.uniform() < std::exp(-0.5 * z * z)) return z;
        }
    }
    static double tail(Xoshiro256pp& rng, bool negative) {
        double a, b;
        do a = -std::log(rng.uniform()) / kR, b = -std::log(rng.uniform()); while (b + b < a * a);
        return negative ? -(kR + a) : kR + a;
    }
};

/// e^x to 1e-9 for |x| < 700: x = k ln 2 + r and a polynomial in r. Inlined, it costs half of the C library's call.
inline double fast_exp(double x) {
    constexpr double shift = 0x1.8p52;  // adding it rounds to an integer and leaves that in the low bits
    const double rounded = x * 1.4426950408889634 + shift, r = x - (rounded - shift) * 0.6931471805599453, r2 = r * r;
    const double high = (1.0 / 24 + r * (1.0 / 120)) + r2 * ((1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320));
    uint64_t bits;
    double power;
    std::memcpy(&bits, &rounded, sizeof bits);
    bits = (bits + 1023) << 52;
    std::memcpy(&power, &bits, sizeof power);
    return ((1 + r) + r2 * ((0.5 + r * (1.0 / 6)) + r2 * high)) * power;
}

struct Totals {
    double paths, defaults, sold, auctioned, ead, loss_at_default, loss_at_origination;
    double ever_under_water, months_under_water, household_loss, lowest_cash, deepest_equity, months;
};

// ---- one household -------------------------------------------------------------------------------------------------
class Household {
public:
    Household(uint64_t seed, double down_payment, const Ziggurat& normal)
        : rng_(seed), normal_(normal), down_(kPrice * down_payment), loan_(kPrice - down_), principal_(loan_),
          instalment_(loan_ * kRateMonthly / (1 - std::pow(1 + kRateMonthly, -kTerm))) {}

    void run(Totals& totals) {
        for (t_ = 1;; ++t_) {  // a case in default at the horizon is closed or reinstated well within the tail
            if (month()) break;
            if (t_ >= kHorizon && !in_default_) { close(value_); break; }
        }
        totals.paths += 1, totals.months += months_;
        totals.sold += sold_, totals.auctioned += auctioned_, totals.defaults += defaulted_;
        if (defaulted_) {
            totals.ead += ead_;
            totals.loss_at_default += ead_ - recovered_;
            totals.loss_at_origination += (ead_ - recovered_) * std::pow(1 + kRateMonthly, -first_default_);
        }
        totals.ever_under_water += months_under_water_ > 0;
        totals.months_under_water += months_under_water_;
        totals.household_loss += household_loss_;
        totals.lowest_cash += lowest_cash_;
        totals.deepest_equity += deepest_equity_;
    }

private:
    double debt() const { return principal_ + overdue_ + penalty_; }

    void work() {
        ++months_;
        if (rng_.next() >= odds_) return;
        employed_ = !employed_;
        odds_ = employed_ ? kSeparation : kFinding;
        income_ = employed_ ? kWage : kFloorIncome;
    }

    /// One month; true when the case is closed.
    bool month() {
        log_value_ += kDrift + kVolatility * normal_(rng_);
        value_ = kPrice * fast_exp(log_value_);
        work();
        if (in_default_ && !sued_ && t_ == default_month_ + kToSuit) {  // from here on only principal falls due
            overdue_interest_ = overdue_ - overdue_principal();
            sued_ = true;
        }
        judged_ = sued_ && t_ >= default_month_ + kToSuit + kToJudgment;
        const int first_auction = default_month_ + kToSuit + kToJudgment + kToAuction;
        if (judged_ && t_ == first_auction - kToAuction) appraisal_ = value_;
        double margin = income_ - kSpending;
        if (margin < 0) cash_ = std::max(0.0, cash_ + margin), margin = 0;  // what cash cannot cover is unmet spending
        if (sued_) after_acceleration(margin);
        else before_acceleration(margin);

        if (missed_ >= kDefaultMissed && !in_default_ && t_ <= kHorizon) open_default();
        const bool in_distress = missed_ >= kSaleMissed && (!judged_ || t_ < first_auction);
        const double proceeds = value_ * (1 - kSellingCost);
        if (in_distress && proceeds + cash_ >= debt()) return sold_ = 1, close(proceeds), true;
        if (judged_ && t_ >= first_auction && auction(t_ == first_auction)) return true;
        if (value_ < debt()) ++months_under_water_;
        deepest_equity_ = std::min(deepest_equity_, (value_ - debt()) / value_);
        lowest_cash_ = std::min(lowest_cash_, cash_);
        return false;
    }

    void before_acceleration(double margin) {
        penalty_ += kPenaltyMultiple * kRateMonthly * overdue_;
        principal_ -= instalment_ - principal_ * kRateMonthly;
        overdue_ += instalment_;
        const double means = margin + cash_, due = overdue_ + penalty_;
        if (means >= due) {
            cash_ = std::min(means - due, std::max(kOpeningCash, cash_));  // refilled to the opening cash, no more
            return pay_all(due);
        }
        const double to_penalty = std::max(0.0, means - overdue_);
        receive(means, to_penalty);
        penalty_ -= to_penalty;
        overdue_ -= means - to_penalty;
        cash_ = 0;
        missed_ = static_cast<int>(std::ceil(overdue_ / instalment_ - 1e-9));
    }

    void after_acceleration(double margin) {
        penalty_ += kPenaltyMultiple * kRateMonthly * (principal_ + overdue_);
        const double falls_due = instalment_ - principal_ * kRateMonthly;
        principal_ -= falls_due;
        overdue_ += falls_due;
        cash_ += margin;
        if (judged_ || cash_ < overdue_ + penalty_) return;
        cash_ -= overdue_ + penalty_;
        pay_all(overdue_ + penalty_);
    }

    void pay_all(double due) {  // a default on record is thereby reinstated
        receive(due, penalty_);
        overdue_ = penalty_ = missed_ = 0;
        in_default_ = sued_ = false;
    }

    /// A payment by the household: after a first default it is a recovery of the lender.
    void receive(double amount, double of_it_penalty) {
        penalty_paid_ += of_it_penalty;
        if (defaulted_) recover(amount, t_);
    }

    void recover(double amount, int month) {  // discounted to the first default
        recovered_ += amount * std::pow(1 + kRateMonthly, first_default_ - month);
    }

    void open_default() {
        in_default_ = true, default_month_ = t_;
        if (!defaulted_) first_default_ = t_, ead_ = debt();
        defaulted_ = true;  // counted once
    }

    /// The month's round; true when it sells the home. The second always ends the case: sold, or taken by the lender.
    bool auction(bool first) {
        if (!first) return settle(std::min(kSecondStart * start_, value_)), true;
        start_ = (kStartLow + (kStartHigh - kStartLow) * rng_.uniform()) * appraisal_;
        if (start_ > value_ || rng_.uniform() >= kSuccessFirst) return false;
        return settle(start_), true;
    }

    /// Principal in the overdue instalments before suit; of the oldest, interest is paid first.
    double overdue_principal() const {
        double sum = 0, left = overdue_, balance = principal_;
        while (left > 1e-6) {  // from the youngest unpaid instalment back
            balance = (balance + instalment_) / (1 + kRateMonthly);  // before that instalment fell due
            sum += std::min(instalment_ - balance * kRateMonthly, left);
            left -= instalment_;
        }
        return sum;
    }
    double repaid_principal() const {
        return loan_ - principal_ - (sued_ ? overdue_ - overdue_interest_ : overdue_principal());
    }

    /// The end outside the courts: sold for `proceeds`, or still held and worth that much.
    void close(double proceeds) {
        if (defaulted_) recover(debt(), t_);
        household_loss_ = down_ + repaid_principal() + penalty_paid_ - (proceeds - debt());
    }
    void settle(double price) {
        auctioned_ = 1;
        const double to_lender = std::min(price, debt());
        double deficiency = debt() - to_lender;
        household_loss_ = down_ + repaid_principal() + penalty_paid_ - (price - to_lender) + deficiency;
        recover(to_lender, t_);
        recover(std::min(cash_, deficiency), t_);
        deficiency -= std::min(cash_, deficiency);
        for (int m = 1; m <= kCollection && deficiency > 0; ++m) {
            work();
            const double interest = deficiency * kRateMonthly;
            const double garnished = kGarnishedShare * std::max(income_ - kAllowance, 0.0);
            const double collected = std::min(deficiency + interest, garnished);
            recover(collected, t_ + m);
            household_loss_ += interest;  // of the deficiency: collected or still owed in the end
            deficiency += interest - collected;
        }
    }

    Xoshiro256pp rng_;
    const Ziggurat& normal_;
    double down_, loan_, principal_, instalment_;  // principal not yet fallen due
    double overdue_ = 0, penalty_ = 0, penalty_paid_ = 0, overdue_interest_ = 0, start_ = 0;
    double cash_ = kOpeningCash, income_ = kWage;
    uint64_t odds_ = kSeparation;
    double log_value_ = 0, value_ = kPrice, appraisal_ = 0, ead_ = 0, recovered_ = 0, household_loss_ = 0;
    double lowest_cash_ = kOpeningCash, deepest_equity_ = 1;
    int t_ = 0, missed_ = 0, default_month_ = 0, first_default_ = 0;
    int months_under_water_ = 0, months_ = 0, sold_ = 0, auctioned_ = 0;
    bool employed_ = true, in_default_ = false, defaulted_ = false, sued_ = false, judged_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    const long paths = argc > 1 ? std::atol(argv[1]) : 100'000, cells = argc > 2 ? std::atol(argv[2]) : 1;
    if (paths < 1 || (cells != 1 && cells != 7)) return std::fprintf(stderr, "usage: %s [paths] [1|7]\n", argv[0]), 2;
    const Ziggurat normal;
    double seconds = 0, months = 0;
    std::printf("down_payment  default  +-mcse   sold  auctioned   lgd  expected_loss  ever_under_water  "
                "months_under_water  household_loss  lowest_cash  deepest_equity\n");
    for (long cell = 0; cell < cells; ++cell) {
        const double down_payment = cells == 1 ? 0.30 : kDownPayments[cell];
        Totals t{};
        const auto begin = std::chrono::steady_clock::now();
        for (long path = 0; path < paths; ++path) Household(static_cast<uint64_t>(path), down_payment, normal).run(t);
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        months += t.months;
        const double n = t.paths, pd = t.defaults / n;
        std::printf("%12.2f %8.5f %7.5f %6.4f %10.5f %5.3f %14.6f %17.5f %19.3f %15.0f %12.0f %15.4f\n",
                    down_payment, pd, std::sqrt(pd * (1 - pd) / n), t.sold / n, t.auctioned / n,
                    t.loss_at_default / std::max(t.ead, 1.0), t.loss_at_origination / n / (kPrice * (1 - down_payment)),
                    t.ever_under_water / n, t.months_under_water / n, t.household_loss / n, t.lowest_cash / n,
                    t.deepest_equity / n);
    }
    const double all = static_cast<double>(paths) * kHorizon * cells;
    std::printf("%.3f s: %.1f million household-months a second, %.2f ns each; months stepped: %.1f million of %.1f\n",
                seconds, all / seconds / 1e6, seconds / all * 1e9, months / 1e6, all / 1e6);
}
