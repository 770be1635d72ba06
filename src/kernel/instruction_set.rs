//! Choosing the instruction set at run time. Results do not depend on it: lanes do the same plain operations on every
//! one, never a fused multiply-add.

/// Vector instructions the lane passes run on; only those of this machine can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstructionSet(pub(super) Vectors);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vectors {
    /// What every machine of the target has.
    Baseline,
    /// 256-bit vectors.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 512-bit vectors.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl InstructionSet {
    /// Those of this machine, the plainest first.
    pub fn available() -> Vec<Self> {
        #[allow(unused_mut)]
        let mut sets = vec![Self(Vectors::Baseline)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                sets.push(Self(Vectors::Avx2));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
            {
                sets.push(Self(Vectors::Avx512));
            }
        }
        sets
    }

    /// The widest of this machine.
    pub fn best() -> Self {
        *Self::available().last().unwrap_or(&Self(Vectors::Baseline))
    }
}

/// Defines a function over lanes: its body is compiled once for each instruction set, and the first argument chooses.
macro_rules! lane_pass {
    ($(#[$meta:meta])* pub fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        #[allow(clippy::too_many_arguments)]
        pub fn $name(instruction_set: $crate::kernel::InstructionSet, $($argument: $type),*) {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body($($argument: $type),*) $body

            #[inline(never)]
            #[allow(clippy::too_many_arguments)]
            fn baseline($($argument: $type),*) {
                body($($argument),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            #[allow(clippy::too_many_arguments)]
            fn avx2($($argument: $type),*) {
                body($($argument),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
            #[allow(clippy::too_many_arguments)]
            fn avx512($($argument: $type),*) {
                body($($argument),*)
            }

            match instruction_set.0 {
                $crate::kernel::instruction_set::Vectors::Baseline => baseline($($argument),*),
                // SAFETY: outside this file the variants cannot be made; `available` asked the processor.
                #[cfg(target_arch = "x86_64")]
                $crate::kernel::instruction_set::Vectors::Avx2 => unsafe { avx2($($argument),*) },
                #[cfg(target_arch = "x86_64")]
                $crate::kernel::instruction_set::Vectors::Avx512 => unsafe { avx512($($argument),*) },
            }
        }
    };
}

pub(super) use lane_pass;
