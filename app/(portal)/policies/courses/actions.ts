"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import {
  addLesson,
  addQuestion,
  createCourse,
  publishCourse,
  removePart,
  retireCourse,
} from "@/lib/policies/training/write-course";
import { audienceOf } from "../writing-form";

export const createCourseAction = defineAction(createCourse, {
  input: (form) => ({ ...form, audience: audienceOf(form) }),
  redirectTo: ({ courseId }) => `/policies/courses/${courseId}`,
});
export const addLessonAction = defineAction(addLesson, { message: "Added." });
export const addQuestionAction = defineAction(addQuestion, { message: "Added." });
export const removePartAction = defineAction(removePart, { message: "Removed." });
export const publishCourseAction = defineAction(publishCourse, { message: "Published. Its audience is asked now." });
export const retireCourseAction = defineAction(retireCourse, { message: "Retired." });
